package io.memmap.storage.publish;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.StagedRecord;
import io.memmap.storage.runs.StagingNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A journal as text: a first line that names the format, then lines of a name and a value, and a
 * last line, without which the journal is incomplete. An unknown name is an error.
 */
final class JournalText {
  private static final String FIRST_LINE = "memmap update 5";
  private static final String LAST_LINE = "end";
  private static final String RUN = "run";
  private static final String STREAMS = "streams";
  private static final String MARKED = "marked";
  private static final int WORDS_OF_RUN = 6;

  /** Instead of a position, where a run's records follow one another in the array. */
  private static final long NO_INDICES = -1;

  private static final List<String> NAMES =
      List.of(
          "inode",
          "bytes",
          "modified",
          "header",
          "replaced",
          "itemsize",
          "shape",
          "order",
          "offset",
          "record",
          "head",
          STREAMS);

  private JournalText() {}

  static String of(UpdateJournal journal) {
    ArrayChange change = journal.change();
    ArraySpec spec = change.spec();
    FileBefore before = journal.before();
    StagedRecord record = change.record();
    List<Object> values =
        List.of(
            journal.inode(),
            before.bytes(),
            before.modified(),
            hex(before.header()),
            hex(before.replaced()),
            spec.dtype().itemsize(),
            spec.shape(),
            spec.order(),
            spec.offset(),
            record.bytes() + (record.marked() ? " " + MARKED : ""),
            hex(change.head()),
            change.epochs().map(epochs -> hex(epochs.bytes())).orElse(""));
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (int i = 0; i < values.size(); i++) {
      text.append(NAMES.get(i)).append(' ').append(values.get(i)).append('\n');
    }
    for (Run run : change.runs()) {
      text.append(RUN);
      List.of(run.position(), run.count(), run.first(), run.last(), position(run.indices()))
          .forEach(number -> text.append(' ').append((long) number));
      text.append(' ').append(Path.of(run.file()).getFileName()).append('\n');
    }
    return text.append(LAST_LINE).append('\n').toString();
  }

  private static long position(Run.Indices indices) {
    return indices instanceof Run.Indices.Staged staged ? staged.position() : NO_INDICES;
  }

  private static Run.Indices indices(long position) {
    return position < 0 ? new Run.Indices.Consecutive() : new Run.Indices.Staged(position);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Parses a journal.
   *
   * @throws IllegalArgumentException if the text is not a journal, or its records can't be in the
   *     array
   * @throws ArithmeticException likewise
   */
  static UpdateJournal parse(Path folder, List<String> lines) {
    int last = lines.size() - 1;
    if (last < 1 || !lines.get(0).equals(FIRST_LINE) || !lines.get(last).equals(LAST_LINE)) {
      throw new IllegalArgumentException("expected '" + FIRST_LINE + "' to '" + LAST_LINE + "'");
    }
    Map<String, String> values = new HashMap<>();
    List<String> runs = new ArrayList<>();
    for (String line : lines.subList(1, last)) {
      String[] words = line.split(" ", 2);
      if (words.length < 2) {
        throw new IllegalArgumentException("line '" + words[0] + "' says nothing");
      }
      if (words[0].equals(RUN)) {
        runs.add(words[1]);
      } else if (!NAMES.contains(words[0]) || values.put(words[0], words[1]) != null) {
        throw new IllegalArgumentException("line '" + words[0] + "' is not known, or comes twice");
      }
    }
    if (values.size() != NAMES.size()) {
      throw new IllegalArgumentException("expected lines " + NAMES + ", found " + values.keySet());
    }
    ArrayChange change = change(folder, values, runs);
    FileBefore before =
        new FileBefore(
            Long.parseLong(values.get("bytes")),
            values.get("modified"),
            HexFormat.of().parseHex(values.get("header")),
            HexFormat.of().parseHex(values.get("replaced")));
    return new UpdateJournal(new Inode(values.get("inode")), change, before);
  }

  private static ArrayChange change(Path folder, Map<String, String> values, List<String> lines) {
    ArraySpec spec =
        new ArraySpec(
            new StructuredDType(List.of(), Integer.parseInt(values.get("itemsize"))),
            Shape.parse(values.get("shape")),
            Order.parse(values.get("order")),
            Long.parseLong(values.get("offset")));
    String[] record = values.get("record").split(" ", 2);
    boolean marked = record.length == 2 && record[1].equals(MARKED);
    if ((record.length == 2 && !marked) || spec.offset() < 0 || spec.shape().inferredAxis() >= 0) {
      throw new IllegalArgumentException("record '" + values.get("record") + "' of " + spec);
    }
    int recordBytes = Integer.parseInt(record[0]);
    List<Run> runs = lines.stream().map(line -> run(folder, line.split(" ", -1))).toList();
    runs.forEach(run -> run.refuseOutside(spec, recordBytes));
    byte[] head = HexFormat.of().parseHex(values.get("head"));
    ArrayChange change = new ArrayChange(spec, new StagedRecord(recordBytes, marked), runs, head);
    byte[] streams = HexFormat.of().parseHex(values.get(STREAMS));
    return streams.length == 0 ? change : change.with(CommittedEpochs.parse(streams));
  }

  private static Run run(Path folder, String[] words) {
    if (words.length != WORDS_OF_RUN || !StagingNames.areStagedRows(words[WORDS_OF_RUN - 1])) {
      throw new IllegalArgumentException("'" + String.join(" ", words) + "' are no staged rows");
    }
    return new Run(
        folder.resolve(words[5]).toString(),
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        indices(Long.parseLong(words[4])));
  }
}
