package io.memmap.storage.hadoop.write;

/** What has the name of a new file after a write has failed. */
enum TargetState {
  UNTOUCHED("nothing was written under this name"),
  NONE("no array of this name is there"),
  OLD("the old array is there as it was"),
  NEW("the new array is there, so the rows need not be written again"),
  OTHER("another array is there, which is neither the old nor the new one"),
  UNKNOWN("it cannot be known whether the old or the new array is there, so look at it");

  private final String text;

  TargetState(String text) {
    this.text = text;
  }

  /** For messages. */
  @Override
  public String toString() {
    return text;
  }
}
