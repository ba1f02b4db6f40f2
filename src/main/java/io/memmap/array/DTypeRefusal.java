package io.memmap.array;

/**
 * Why a part of a dtype's description is not valid. {@link #toException} makes an error of it that
 * shows the whole description.
 */
public final class DTypeRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String part;

  private DTypeRefusal(String part, String reason) {
    super(reason, null, false, false);
    this.part = part;
  }

  /** A refusal of a part of the description, by the part's text. */
  public static DTypeRefusal in(String part, String reason) {
    return new DTypeRefusal(part, reason);
  }

  /** A refusal of the description as a whole. */
  public static DTypeRefusal of(String reason) {
    return new DTypeRefusal(null, reason);
  }

  /** The error for users: the text that was asked for, the part at fault, the reason. */
  public InvalidArrayException toException(String what, String whole) {
    String where = part == null || part.equals(whole) ? "" : ", in " + quoted(part);
    return InvalidArrayException.of("%s %s%s: %s", what, quoted(whole), where, getMessage());
  }

  /** Shortens what may be a long header, so that the message stays readable. */
  public static String quoted(String text) {
    return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...") + "'";
  }
}
