package io.memmap.storage.hadoop;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration of the driver, for the executors. Some 20 KB when it is serialized. */
final class SentConfiguration implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient Configuration configuration;

  SentConfiguration(Configuration configuration) {
    this.configuration = configuration;
  }

  Configuration get() {
    return configuration;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    DeflaterOutputStream small = new DeflaterOutputStream(out);
    DataOutputStream data = new DataOutputStream(small);
    configuration.write(data);
    data.flush();
    small.finish();
  }

  private void readObject(ObjectInputStream in) throws IOException {
    configuration = new Configuration(false);
    configuration.readFields(new DataInputStream(new InflaterInputStream(in)));
  }
}
