package io.memmap.storage.file;

import io.memmap.array.ByteSource;
import java.io.Closeable;

/** The bytes of an open file outside of its array: headers and directories. */
public interface OpenBytes extends ByteSource, Closeable {}
