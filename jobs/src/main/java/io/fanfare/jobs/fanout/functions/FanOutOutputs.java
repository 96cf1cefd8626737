package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.Effects;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.fanout.FollowerCommand;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The outputs of `decide`: interactive chunks in the main output, the rest in side outputs. */
public final class FanOutOutputs {

  public static final OutputTag<FanOutChunk> BATCH =
      new OutputTag<>("batch", new AvroTypeInfo<>(FanOutChunk.class));

  public static final OutputTag<FollowerCommand> COMMANDS =
      new OutputTag<>("commands", new AvroTypeInfo<>(FollowerCommand.class));

  private FanOutOutputs() {}

  /** The side outputs of one call, which its context gives access to. */
  interface SideOutput {

    <X> void emit(OutputTag<X> tag, X value);
  }

  static Effects of(Collector<FanOutChunk> interactive, SideOutput sides) {
    return new Effects() {
      @Override
      public void chunk(Lane lane, FanOutChunk chunk) {
        if (lane == Lane.INTERACTIVE) {
          interactive.collect(chunk);
        } else {
          sides.emit(BATCH, chunk);
        }
      }

      @Override
      public void command(FollowerCommand command) {
        sides.emit(COMMANDS, command);
      }
    };
  }
}
