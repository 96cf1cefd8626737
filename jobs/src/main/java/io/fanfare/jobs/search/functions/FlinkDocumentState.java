package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.search.domain.DocumentState;
import io.fanfare.schemas.search.Counted;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.DocumentRow;
import io.fanfare.schemas.search.Tally;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** The state of the current document. */
public final class FlinkDocumentState implements DocumentState {

  /** Every document that was ever in the index has this state. */
  static final String ROW = "row";

  private final KeyedValue<DocumentRow> row;
  private final KeyedValue<Tally> tally;
  private final IdList likers;
  private final IdList reposters;
  private final IdList comments;
  private final IdList followers;

  public FlinkDocumentState(RuntimeContext context) {
    row = new KeyedValue<>(context, ROW, new AvroTypeInfo<>(DocumentRow.class));
    tally = new KeyedValue<>(context, "tally", new AvroTypeInfo<>(Tally.class));
    likers = new IdList(new FlinkIdBlocks(context, "liker"));
    reposters = new IdList(new FlinkIdBlocks(context, "reposter"));
    comments = new IdList(new FlinkIdBlocks(context, "comment"));
    followers = new IdList(new FlinkIdBlocks(context, "follower"));
  }

  @Override
  public DocumentRow row() {
    DocumentRow known = row.get();
    return known == null ? DocumentRow.newBuilder().build() : known;
  }

  @Override
  public void setRow(DocumentRow changed) {
    row.set(changed);
  }

  @Override
  public Tally tally() {
    Tally known = tally.get();
    return known == null ? new Tally(0L, new Counts(0L, 0L, 0L, 0L, 0L), null, false) : known;
  }

  @Override
  public void setTally(Tally changed) {
    tally.set(changed);
  }

  @Override
  public IdList counted(Counted counted) {
    return switch (counted) {
      case LIKE -> likers;
      case REPOST -> reposters;
      case COMMENT -> comments;
      case FOLLOWER -> followers;
    };
  }
}
