package io.memmap.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * How the {@link FaultyFileSystem} of this JVM behaves, and what it was asked for. A test calls
 * {@link #begin} before it uses the file system.
 */
public final class Faults {
  private static final AtomicReference<Faults> CURRENT = new AtomicReference<>(new Faults());

  /** Whether streams have positional reads of buffers, as those of HDFS. */
  public volatile boolean positionalBuffers;

  /** Whether streams can be told how far to read ahead, as classic ones of S3A. */
  public volatile boolean readahead;

  public volatile boolean unbuffer;

  /** Whether statuses have etags, which are those of the content. */
  public volatile boolean etags;

  /** Most bytes that one read returns; every third read returns 0 bytes if it is 1. */
  public volatile int mostBytes = Integer.MAX_VALUE;

  /** Where a read fails that contains this byte; negative for nowhere. */
  public volatile long failsAt = -1;

  /** How many of these reads fail. */
  public final AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);

  /** The error of these reads. */
  public volatile IOException failure = new IOException("a cable was cut");

  /** What happens before the file of a path is opened. */
  public volatile Consumer<Path> beforeOpen = path -> {};

  /** How long each read takes at least, in milliseconds. */
  public volatile long delay;

  /**
   * Whether streams download whole files, as analytics ones of S3A, unless settings say classic.
   */
  public volatile boolean analytics;

  /** What each read waits for, if it is not null. */
  public volatile CountDownLatch gate;

  /** Whether a wait goes on when the thread is interrupted, and ends when the stream is closed. */
  public volatile boolean deaf;

  /** The hosts of all blocks, and how long the blocks are. */
  public volatile String[] hosts = {"localhost"};

  public volatile long blockBytes = 1 << 20;

  /** File systems that were made and are not closed yet. */
  public final AtomicInteger fileSystems = new AtomicInteger();

  /** Opens of streams that download whole files. */
  public final AtomicInteger downloads = new AtomicInteger();

  public final AtomicInteger opens = new AtomicInteger();
  public final AtomicInteger openNow = new AtomicInteger();
  public final AtomicInteger statuses = new AtomicInteger();
  public final AtomicInteger lists = new AtomicInteger();
  public final AtomicInteger blockLooks = new AtomicInteger();
  public final AtomicInteger reads = new AtomicInteger();
  public final AtomicInteger waiting = new AtomicInteger();
  public final AtomicInteger unbuffered = new AtomicInteger();

  /** What streams were told to read ahead. */
  public final Queue<Long> announced = new ConcurrentLinkedQueue<>();

  /** Options of {@code openFile}. */
  public final Queue<Configuration> openOptions = new ConcurrentLinkedQueue<>();

  /** When closes of output streams fail. */
  public enum Close {
    NEVER,
    /** The answer is lost. */
    AFTER_EFFECT,
    WITHOUT_EFFECT
  }

  /** Whether a file is visible only after its stream was closed, as on S3A. */
  public volatile boolean publishesAtClose;

  /** Whether a file can be made on the condition of what is there, as on S3A from 3.4.2. */
  public volatile boolean conditionalCreates;

  /** Whether files can be joined. */
  public volatile boolean concat;

  /** What happens before files are joined to one. */
  public volatile Consumer<Path> beforeConcat = path -> {};

  /** Whether the answer of a join is lost. */
  public volatile boolean joinFails;

  /** The error of a join; null if it does its work. */
  public volatile IOException concatFailure;

  /** The byte of each output stream at which its write fails with {@link #failure}. */
  public volatile long writeFailsAt = -1;

  public volatile Close closeFails = Close.NEVER;

  /** What happens before the file of a path is made, or its output stream is closed. */
  public volatile Consumer<Path> beforeCreate = path -> {};

  public volatile Consumer<Path> beforeClose = path -> {};

  /** Whether a file may be renamed to another name. */
  public volatile BiPredicate<Path, Path> renames = (from, to) -> true;

  /** Whether the answer of a rename is lost. */
  public volatile boolean renameFails;

  /** Whether nobody may append to a file that is open. */
  public volatile boolean leases;

  /** What happens before bytes are added to the file of a path. */
  public volatile Consumer<Path> beforeAppend = path -> {};

  /** Keys of the files that are open for writing. */
  public final Set<Object> held = ConcurrentHashMap.newKeySet();

  /** Bytes that all output streams have taken. */
  public final AtomicLong bytesWritten = new AtomicLong();

  public final AtomicInteger outputsNow = new AtomicInteger();
  public final AtomicInteger aborted = new AtomicInteger();
  public final AtomicInteger joined = new AtomicInteger();

  /** Whether a file is always made together with its folder. */
  public volatile boolean makesFolders;

  /** Files each of whose blocks is forced to the disk when it is full. */
  public final Queue<Path> syncedBlocks = new ConcurrentLinkedQueue<>();

  /** Files whose last block was forced to the disk. */
  public final Queue<Path> synced = new ConcurrentLinkedQueue<>();

  private Faults() {}

  /** Whether files are uploaded in parts, and how. */
  public volatile boolean uploadsParts;

  public final FaultyUploads uploads = new FaultyUploads();

  /** A file system without faults and without capabilities. */
  public static Faults begin() {
    Faults fresh = new Faults();
    CURRENT.set(fresh);
    return fresh;
  }

  static Faults current() {
    return CURRENT.get();
  }

  /** The settings that make the file system known under some schemes. */
  public static Configuration configured(List<String> schemes) {
    Configuration configuration = new Configuration();
    schemes.forEach(
        scheme -> {
          configuration.set("fs." + scheme + ".impl", FaultyFileSystem.class.getName());
          configuration.setBoolean("fs." + scheme + ".impl.disable.cache", true);
        });
    return configuration;
  }
}
