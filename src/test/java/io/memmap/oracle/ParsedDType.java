package io.memmap.oracle;

import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.dtype.DTypes;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The dtype that the connector makes of a text, in a notation that can be compared with NumPy's.
 *
 * @param tree {@code <i4}, {@code [2,3]<i4}, {@code {name@offset~title:tree ...}itemsize}, names
 *     and titles as the hex of their UTF-16
 */
record ParsedDType(String tree) {
  static final ParsedDType REFUSED = new ParsedDType("refused");

  /** Parses a dtype string; exceptions other than the parser's own fail the test. */
  static ParsedDType of(String text) {
    return of(text, DTypes::parse);
  }

  /** Parses the descr of a {@code .npy} header. */
  static ParsedDType ofDescr(String text) {
    return of(text, DTypes::ofDescr);
  }

  private static ParsedDType of(String text, Function<String, DType> parser) {
    try {
      return of(parser.apply(text));
    } catch (InvalidArrayException refusal) {
      if (refusal.getMessage() == null || !refusal.getMessage().contains("dtype")) {
        throw new AssertionError("a message that doesn't name the option", refusal);
      }
      return REFUSED;
    }
  }

  static ParsedDType of(NumpyKind kind, boolean bigEndian) {
    char order = kind.itemsize() == 1 ? '|' : bigEndian ? '>' : '<';
    return new ParsedDType(order + kind.code());
  }

  static ParsedDType of(DType dtype) {
    return new ParsedDType(tree(dtype));
  }

  private static String tree(DType dtype) {
    if (dtype instanceof SubArrayDType array) {
      return array.shape().toString().replaceAll("[ ()]", "").transform(ParsedDType::brackets)
          + tree(array.base());
    }
    if (dtype instanceof StructuredDType struct) {
      return struct.fields().stream()
          .map(
              field ->
                  hex(field.name())
                      + ("@" + field.offset())
                      + Optional.ofNullable(field.title()).map(title -> "~" + hex(title)).orElse("")
                      + (":" + tree(field.dtype())))
          .collect(Collectors.joining(" ", "{", "}" + struct.itemsize()));
    }
    return dtype.descr();
  }

  private static String brackets(String lengths) {
    return "[" + lengths.replaceAll(",$", "") + "]";
  }

  static String hex(String name) {
    return HexFormat.of().formatHex(utf16(name));
  }

  /** The UTF-16 of a name; an encoder would replace half a surrogate pair. */
  private static byte[] utf16(String name) {
    byte[] bytes = new byte[2 * name.length()];
    for (int i = 0; i < name.length(); i++) {
      bytes[2 * i] = (byte) (name.charAt(i) >> 8);
      bytes[2 * i + 1] = (byte) name.charAt(i);
    }
    return bytes;
  }
}
