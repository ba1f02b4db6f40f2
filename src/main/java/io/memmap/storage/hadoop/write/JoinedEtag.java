package io.memmap.storage.hadoop.write;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.PartHandle;

/**
 * The etag of an object that S3 joins from parts: the digest of their digests, and their number.
 *
 * @param text without quotes
 */
record JoinedEtag(String text) {
  /** What the handles of S3A's parts begin with ({@code S3AMultipartUploader}, 3.3.4 to 3.5.0). */
  private static final String HANDLE = "S3A-part01";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

  /** Empty if the handles do not tell the digests of the parts. */
  static Optional<JoinedEtag> of(List<SentPart> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      for (SentPart part : inOrder(parts)) {
        String etag = withoutQuotes(etag((PartHandle) part.handle()));
        if (!DIGEST.matcher(etag).matches()) {
          return Optional.empty();
        }
        digest.update(HexFormat.of().parseHex(etag));
      }
      return Optional.of(
          new JoinedEtag(HexFormat.of().formatHex(digest.digest()) + "-" + parts.size()));
    } catch (IOException | NoSuchAlgorithmException | ClassCastException otherHandles) {
      return Optional.empty();
    }
  }

  private static List<SentPart> inOrder(List<SentPart> parts) {
    return parts.stream().sorted(Comparator.comparingInt(SentPart::number)).toList();
  }

  private static String etag(PartHandle handle) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(handle.toByteArray()))) {
      if (!in.readUTF().equals(HANDLE)) {
        throw new IOException("a handle of another kind");
      }
      in.readUTF(); // path
      in.readUTF(); // upload
      in.readInt(); // number
      in.readLong(); // length
      return in.readUTF();
    }
  }

  boolean isTold(String etag) {
    return etag != null && text.equals(withoutQuotes(etag));
  }

  private static String withoutQuotes(String etag) {
    return etag.replace("\"", "");
  }
}
