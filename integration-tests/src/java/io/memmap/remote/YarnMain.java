package io.memmap.remote;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.service.Service;

/**
 * Runs a resource manager and a node manager: {@code MiniYARNCluster} of Hadoop's tests, which is
 * on the class path of this JVM only. Argument: the file for the configuration of clients.
 */
public final class YarnMain {
  private static final String CLUSTER = "org.apache.hadoop.yarn.server.MiniYARNCluster";
  private static final String SCHEDULER =
      "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler";

  private YarnMain() {}

  public static void main(String[] args) throws Exception {
    Configuration settings = new Configuration();
    // needs no file with queues
    settings.set("yarn.resourcemanager.scheduler.class", SCHEDULER);
    settings.set("yarn.scheduler.minimum-allocation-mb", "128");
    // address space, of which a JVM takes much more than memory
    settings.set("yarn.nodemanager.vmem-check-enabled", "false");
    Service cluster =
        Class.forName(CLUSTER)
            .asSubclass(Service.class)
            .getConstructor(String.class, int.class, int.class, int.class)
            .newInstance("yarn", 1, 1, 1);
    cluster.init(settings);
    cluster.start();
    Path whole = Path.of(args[0]);
    Path draft = whole.resolveSibling("draft");
    try (OutputStream out = Files.newOutputStream(draft)) {
      cluster.getConfig().writeXml(out);
    }
    Files.move(draft, whole);
  }
}
