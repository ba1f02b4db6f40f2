package io.memmap.testing;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Disturbs the call of a number, counted from 0, to the file system. */
public final class TroubleAt implements FileCalls {
  /** Disturbs no call. */
  public static final FileCalls NONE = (call, path) -> {};

  /** What happens at the call. */
  public enum Kind {
    /** The process dies: neither this call nor a later one is made. */
    DIES,
    FAILS,
    FAILS_THOUGH_IT_WAS_MADE,
    FINDS_THE_THREAD_INTERRUPTED
  }

  private final int number;
  private final Kind kind;
  private final Thread writer = Thread.currentThread();
  private final List<String> calls = new ArrayList<>();
  private boolean now;

  public TroubleAt(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  @Override
  public synchronized void before(String call, Path path) throws IOException {
    now = calls.size() == number;
    boolean dead = kind == Kind.DIES && calls.size() >= number;
    calls.add(call + " " + path.getFileName());
    if (now && kind == Kind.FINDS_THE_THREAD_INTERRUPTED) {
      writer.interrupt();
    }
    if (dead || (now && kind == Kind.FAILS)) {
      throw new FileSystemException(path.toString(), null, "trouble");
    }
  }

  /** Leaves out calls that open a file: after the failure, no one could close it. */
  @Override
  public synchronized void after(String call, Path path) throws IOException {
    boolean closable = !call.equals("open") && !call.equals("list") && !call.equals("lock");
    if (now && kind == Kind.FAILS_THOUGH_IT_WAS_MADE && closable) {
      now = false;
      throw new FileSystemException(path.toString(), null, "trouble");
    }
  }

  /** What is disturbed. */
  public interface Attempt {
    /**
     * Makes calls to the file system.
     *
     * @param calls observes them
     * @param folder empty
     */
    void make(TroubleAt calls, Path folder) throws IOException;
  }

  /**
   * Disturbs each call of an attempt in each way, one call in each repetition.
   *
   * @param made gets a folder for each attempt
   * @return number of attempts
   */
  public static int each(Set<Kind> kinds, Path made, Attempt attempt) throws IOException {
    int attempts = 0;
    for (Kind kind : kinds) {
      int number = 0;
      TroubleAt calls;
      do {
        calls = new TroubleAt(number++, kind);
        attempt.make(calls, Files.createDirectory(made.resolve("" + attempts++)).toRealPath());
      } while (number <= calls.count());
    }
    return attempts;
  }

  private synchronized int count() {
    return calls.size();
  }

  @Override
  public synchronized String toString() {
    return kind + " at " + number + ", " + (number < calls.size() ? calls.get(number) : "none");
  }
}
