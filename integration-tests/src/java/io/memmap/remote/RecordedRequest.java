package io.memmap.remote;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that went through a proxy.
 *
 * @param target path and query
 * @param range of the header {@code Range}, such as {@code bytes=0-65535}; empty if there is none
 * @param sent bytes of the request that went to the server so far, its head included
 * @param received bytes of the answer that came back so far, its head included
 */
public record RecordedRequest(
    String method, String target, String range, AtomicLong sent, AtomicLong received) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  RecordedRequest(String method, String target, String range) {
    this(method, target, range, new AtomicLong(), new AtomicLong());
  }

  /** A GET of an object's content; a listing has a query. */
  public boolean readsData() {
    return method.equals("GET") && !target.contains("?");
  }

  /** A PUT of a whole object. */
  public boolean putsObject() {
    return method.equals("PUT") && !target.contains("?");
  }

  /** A PUT of a part of a multipart upload. */
  public boolean putsPart() {
    return method.equals("PUT") && target.contains("partNumber=");
  }

  /** The beginning of a multipart upload. */
  public boolean beginsUpload() {
    return method.equals("POST") && target.matches(".*[?&]uploads(=?|=?&.*)");
  }

  /** The completion of a multipart upload. */
  public boolean completesUpload() {
    return method.equals("POST") && target.contains("uploadId=");
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
    return method + " " + target + " " + range + " sent " + sent + " received " + received;
  }
}
