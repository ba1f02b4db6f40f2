/**
 * Internal: may change without notice. Makes new files on Hadoop's file systems, such as HDFS and
 * S3. Start with {@link io.memmap.storage.hadoop.write.HadoopFiles}.
 */
package io.memmap.storage.hadoop.write;
