package io.memmap.array.dtype;

import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.python.PythonLiteral;
import io.memmap.array.python.PythonSyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dtype texts: strings by the rules of {@code np.dtype(text)}, Python literals by those of
 * {@code np.dtype(ast.literal_eval(text))}, and the texts that Python makes of dtype objects when
 * an option value is turned into a string. Nothing is evaluated; the patterns are linear and the
 * text is bounded.
 */
public final class DTypes {
  /** Some 3,000 fields, which no .npy header could hold. */
  private static final int LONGEST_TEXT = 100_000;

  /** {@code str(np.float32)} and {@code str(float)}. */
  private static final Pattern PYTHON_CLASS = Pattern.compile("<class '((?:numpy\\.)?\\w+)'>");

  /** {@code repr(np.dtype(...))} of a dtype without fields. */
  private static final Pattern DTYPE_REPR = Pattern.compile("dtype\\('([^']*)'\\)");

  /** Where a list, a dict, a tuple or {@code dtype(...)} begins; other brackets are repeats. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "[ \\t]*(?:[\\[{]|dtype\\(|\\(\\s*(?:['\"\\[{(<]|None\\b|dtype\\(|[uUbBrR]{1,2}['\"]))");

  private DTypes() {}

  /**
   * The dtype that NumPy 2 on 64-bit Linux makes of {@code text}: a dtype string, a Python literal
   * of a list, dict or tuple, or what Python prints for a type.
   *
   * @throws InvalidArrayException if NumPy refuses the text, or the dtype cannot be read here
   */
  public static DType parse(String text) {
    checkLength(text);
    Matcher python = PYTHON_CLASS.matcher(text);
    Matcher repr = DTYPE_REPR.matcher(text);
    String shown = text;
    try {
      if (python.matches()) {
        shown = python.group(1).replaceFirst("^numpy\\.", "");
        return LiteralDType.pythonClass(python.group(1));
      }
      if (repr.matches()) {
        shown = repr.group(1);
        return DTypeCode.parse(shown, false);
      }
      return LITERAL.matcher(text).lookingAt()
          ? LiteralDType.of(PythonLiteral.withTypes(text), false)
          : DTypeCode.parse(text, false);
    } catch (DTypeRefusal refusal) {
      throw refusal.toException("dtype", shown);
    } catch (PythonSyntaxException e) {
      throw notLiteral("dtype", text, e);
    }
  }

  /**
   * The dtype that a {@code .npy} header means by {@code descr}, which is a Python literal; NumPy
   * reads some of them otherwise than as a dtype.
   *
   * @throws InvalidArrayException if NumPy refuses it, or the dtype cannot be read here
   */
  public static DType ofDescr(String text) {
    checkLength(text);
    try {
      return DescrDType.of(PythonLiteral.parse(text, false));
    } catch (DTypeRefusal refusal) {
      throw refusal.toException("dtype", text);
    } catch (PythonSyntaxException e) {
      throw notLiteral("dtype", text, e);
    }
  }

  private static InvalidArrayException notLiteral(
      String what, String text, PythonSyntaxException e) {
    return InvalidArrayException.of(
        "%s %s: not a Python literal, %s; write it as NumPy prints it, as in [('x', '<f4'), ('y',"
            + " '<i4', (2, 3))]",
        what, DTypeRefusal.quoted(text), e.getMessage());
  }

  private static void checkLength(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw InvalidArrayException.of(
          "dtype text of %d characters; at most %d", text.length(), LONGEST_TEXT);
    }
  }
}
