package io.fanfare.connectors.cassandra;

import java.util.regex.Pattern;

/**
 * The tables of one generation of the dashboards. There are two generations, so that one can be
 * filled while the other is read; each takes the place of the other at a backfill.
 *
 * @param keyspaces that they are in
 * @param generation {@link #FIRST} or {@link #SECOND}
 */
public record DashboardTables(Keyspaces keyspaces, int generation) {

  public static final int FIRST = 1;
  public static final int SECOND = 2;

  private static final Pattern TABLE =
      Pattern.compile("\\bfanfare\\.dashboard_(entries|months)\\b");

  /** The tables that a new deployment begins with, in the default keyspaces. */
  public static final DashboardTables DEFAULT = new DashboardTables(Keyspaces.DEFAULT, FIRST);

  /**
   * @throws IllegalArgumentException if there is no such generation
   */
  public DashboardTables {
    if (generation != FIRST && generation != SECOND) {
      throw new IllegalArgumentException(
          "There is no generation %d of the dashboards: there are %d and %d."
              .formatted(generation, FIRST, SECOND));
    }
  }

  /** One generation, in the default keyspaces. */
  public static DashboardTables of(int generation) {
    return new DashboardTables(Keyspaces.DEFAULT, generation);
  }

  /** The generation that is filled while this one is read. */
  public static int other(int generation) {
    return FIRST + SECOND - generation;
  }

  /** CQL that names the tables of the first generation in the default keyspaces, for these ones. */
  public String rename(String cql) {
    String ofGeneration =
        generation == FIRST ? cql : TABLE.matcher(cql).replaceAll("$0_" + generation);
    return keyspaces.rename(ofGeneration);
  }
}
