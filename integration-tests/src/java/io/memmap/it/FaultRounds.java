package io.memmap.it;

/** How often each fault is provoked: once, or as the profile {@code faults} says. */
final class FaultRounds {
  static final int COUNT = Integer.getInteger("it.faults.rounds", 1);

  private FaultRounds() {}
}
