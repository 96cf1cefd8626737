package io.fanfare.jobs.runtime;

import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.progress.Passed;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;

/** Behind a store: emits the markers that passed it, and what it rejected as dead letters. */
public final class ReportProgress extends ProcessFunction<Either<DeadLetter, Passed>, Passed> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(
      Either<DeadLetter, Passed> persisted, Context context, Collector<Passed> out) {
    if (persisted.isLeft()) {
      context.output(DeadLetters.TAG, persisted.left());
    } else {
      out.collect(persisted.right());
    }
  }
}
