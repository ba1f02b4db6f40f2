package io.memmap.it;

/** Number of times that each fault is provoked: 1, or more with the profile {@code faults}. */
public final class FaultRounds {
  public static final int COUNT = Integer.getInteger("it.faults.rounds", 1);

  /** Whether this is a run with the profile. */
  public static final boolean MANY = COUNT > 1;

  private FaultRounds() {}
}
