/**
 * Internal: may change without notice. The version of the connector, as its jar says it. {@link
 * io.memmap.spark.internal.version.ConnectorVersion} is all there is.
 */
package io.memmap.spark.internal.version;
