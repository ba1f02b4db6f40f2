package io.memmap.storage.hadoop.write;

import java.io.IOException;

/** How a new file gets its bytes and its name. */
interface Publication {

  /**
   * Publishes the file.
   *
   * @throws IOException if it could not get its name, or the precondition did not hold; the message
   *     says what has the name now
   */
  void publish(NewContents contents) throws IOException;
}
