/**
 * Reads and writes of HDFS and S3. Each server is a process of its own that tests start and that
 * never outlives them; {@code integration-tests/libraries} resolves their class paths.
 */
package io.memmap.remote;
