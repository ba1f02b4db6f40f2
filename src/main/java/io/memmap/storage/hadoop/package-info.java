/**
 * Internal: may change without notice. Reading files of Hadoop's file systems, such as HDFS and S3.
 * With its package {@code write} the only one that sees {@code org.apache.hadoop.fs}. Start with
 * {@link io.memmap.storage.hadoop.HadoopStorage}.
 */
package io.memmap.storage.hadoop;
