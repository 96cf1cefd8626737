package io.fanfare.ops.audit.stats;

import io.fanfare.ops.audit.Wording;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How reports name cells of stats. */
record StatsWording(ExpectedCells expected) implements Wording<CellRow> {

  @Override
  public String rows() {
    return expected.rows();
  }

  @Override
  public String describe(CellRow row) {
    return "in stats of %d, stored for the %s: %,d %s%s, %s%s%s"
        .formatted(
            row.recipientId(),
            Wording.text(row.subject()),
            row.total(),
            Wording.text(row.kind()),
            row.kind() == StatKind.FOLLOW ? "" : " of track " + row.trackId(),
            Wording.text(row.granularity()),
            row.granularity() == Granularity.ALL
                ? ""
                : " from " + Instant.ofEpochSecond(row.bucket()),
            detail(row.counts()));
  }

  @Override
  public Map<String, Object> document(CellRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("recipient_id", row.recipientId());
    fields.put("stored_for", Wording.text(row.subject()));
    fields.put("kind", Wording.text(row.kind()));
    fields.put("object_id", row.trackId());
    fields.put("granularity", Wording.text(row.granularity()));
    fields.put("bucket", row.bucket());
    fields.put("total", row.total());
    fields.put("countries", row.counts().getCountries());
    fields.put("sources", row.counts().getSources());
    fields.put("listeners", listeners(row.counts()));
    return fields;
  }

  @Override
  public String causeOfExtra() {
    return expected.causeOfExtra();
  }

  @Override
  public String causeOfStale() {
    return expected.causeOfStale();
  }

  private static String detail(Counts counts) {
    long listeners = listeners(counts);
    boolean isTotalAlone =
        counts.getCountries().isEmpty() && counts.getSources().isEmpty() && listeners == 0;
    return isTotalAlone
        ? ""
        : ", countries %s, sources %s, %,d listeners"
            .formatted(
                new TreeMap<>(counts.getCountries()),
                new TreeMap<>(counts.getSources()),
                listeners);
  }

  private static long listeners(Counts counts) {
    return new CountsSum().add(counts).listeners();
  }
}
