package io.memmap.it;

/** Number of times that each fault is provoked: 1, or more with the profile {@code faults}. */
final class FaultRounds {
  static final int COUNT = Integer.getInteger("it.faults.rounds", 1);

  private FaultRounds() {}
}
