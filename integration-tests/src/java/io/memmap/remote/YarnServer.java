package io.memmap.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A resource manager and a node manager of YARN in one process, on free ports. Containers are
 * processes of this machine.
 */
public final class YarnServer implements AutoCloseable {
  private final ServerProcess process;
  private final Path configuration;

  private YarnServer(ServerProcess process, Path configuration) {
    this.process = process;
    this.configuration = configuration;
  }

  /** Starts it with its files in an empty folder. */
  public static YarnServer start(Path folder) throws IOException {
    Path configuration = Files.createDirectories(folder.toAbsolutePath().resolve("conf"));
    Path file = configuration.resolve("yarn-site.xml");
    ServerProcess process =
        ServerProcess.start(
            folder,
            "yarn",
            List.of("-Xmx384m", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
            List.of(YarnMain.class.getName(), file.toString()));
    process.await(() -> Files.exists(file));
    return new YarnServer(process, configuration);
  }

  /** The value of {@code HADOOP_CONF_DIR} for its clients. */
  public Path configuration() {
    return configuration;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
