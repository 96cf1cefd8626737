package io.fanfare.jobs.search.functions;

import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.OwnerChange;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Splits the changes: emits those of documents, and those of owners as a side output. */
public final class SplitChanges
    extends ProcessFunction<Either<DocumentChange, OwnerChange>, DocumentChange> {

  public static final OutputTag<OwnerChange> OWNERS =
      new OutputTag<>("owners", new AvroTypeInfo<>(OwnerChange.class));

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(
      Either<DocumentChange, OwnerChange> change, Context context, Collector<DocumentChange> out) {
    if (change.isLeft()) {
      out.collect(change.left());
    } else {
      context.output(OWNERS, change.right());
    }
  }
}
