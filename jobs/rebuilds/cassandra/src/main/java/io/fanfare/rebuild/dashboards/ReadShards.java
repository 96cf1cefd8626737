package io.fanfare.rebuild.dashboards;

import io.fanfare.jobs.fanout.domain.ParkedCommands;
import io.fanfare.jobs.fanout.functions.FlinkParkedCommands;
import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.fanout.CommandQueue;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.FollowerOperation;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;

/** Reads the followers of one shard of an actor who has many. */
final class ReadShards extends ReadFanOut<Tuple2<Long, Integer>> {

  private static final long serialVersionUID = 1L;

  private final RebuiltPart part;
  private transient IdList followers;
  private transient ParkedCommands parked;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  ReadShards(RebuiltPart part) {
    this.part = part;
  }

  @Override
  public void open(Configuration parameters) {
    followers = new IdList(new FlinkIdBlocks(getRuntimeContext(), "follower"));
    parked = new FlinkParkedCommands(getRuntimeContext());
  }

  @Override
  protected void read(Tuple2<Long, Integer> shard, Consumer<FanOut> out) {
    CommandQueue queue = parked.queue();
    if (queue.getFirst() < queue.getNext()) {
      emit(shard, afterQueue(queue), out);
      return;
    }
    for (long block : followers.blockNumbers()) {
      emit(shard, followers.ids(block), out);
    }
  }

  private void emit(Tuple2<Long, Integer> shard, long[] ids, Consumer<FanOut> out) {
    long[] recipients = part.recipientsOf(ids);
    if (recipients.length > 0) {
      out.accept(FanOut.followers(shard.f0, shard.f1, recipients));
    }
  }

  /**
   * The followers once the queued commands are done: the outbox at the actor is that far already.
   */
  private long[] afterQueue(CommandQueue queue) {
    TreeSet<Long> ids = new TreeSet<>();
    for (long block : followers.blockNumbers()) {
      Arrays.stream(followers.ids(block)).forEach(ids::add);
    }
    for (long number = queue.getFirst(); number < queue.getNext(); number++) {
      FollowerCommand command = parked.command(number);
      if (command.getOperation() == FollowerOperation.FOLLOW) {
        ids.addAll(command.getFollowers());
      } else if (command.getOperation() == FollowerOperation.UNFOLLOW) {
        command.getFollowers().forEach(ids::remove);
      }
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }
}
