package io.memmap.remote;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that went through a proxy.
 *
 * @param target path and query
 * @param range of the header {@code Range}, such as {@code bytes=0-65535}; empty if there is none
 * @param received bytes of the answer that came back so far, its head included
 */
public record RecordedRequest(String method, String target, String range, AtomicLong received) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  /** A GET of an object's content; a listing has a query. */
  public boolean readsData() {
    return method.equals("GET") && !target.contains("?");
  }

  /** Bytes that the range asks for; -1 if it does not say. */
  public long asked() {
    Matcher matcher = RANGE.matcher(range);
    return matcher.matches()
        ? Long.parseLong(matcher.group(2)) - Long.parseLong(matcher.group(1)) + 1
        : -1;
  }

  @Override
  public String toString() {
    return method + " " + target + " " + range + " received " + received;
  }
}
