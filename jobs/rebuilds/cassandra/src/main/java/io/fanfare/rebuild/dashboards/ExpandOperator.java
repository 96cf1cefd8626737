package io.fanfare.rebuild.dashboards;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes the entries of activities and followers. Both halves of a shard come one after the other,
 * in any order, because the input of a batch job is sorted by its key. The halves are held until
 * the next shard begins: the followers of a shard, and the activities of one actor.
 */
final class ExpandOperator extends AbstractStreamOperator<Entry>
    implements OneInputStreamOperator<FanOut, Entry>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private transient List<FanOut> activities;
  private transient List<long[]> followers;
  private transient long actor;
  private transient int shard;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  ExpandOperator() {}

  @Override
  public void open() throws Exception {
    super.open();
    activities = new ArrayList<>();
    followers = new ArrayList<>();
  }

  @Override
  public void processElement(StreamRecord<FanOut> element) {
    FanOut some = element.getValue();
    if (!some.isHalf()) {
      expand(some, some.followers);
      return;
    }
    if (some.actor != actor || some.shard != shard) {
      expandShard();
      actor = some.actor;
      shard = some.shard;
    }
    if (some.hasActivities()) {
      activities.add(some);
    } else {
      followers.add(some.followers);
    }
  }

  @Override
  public void endInput() {
    expandShard();
  }

  private void expandShard() {
    for (FanOut some : activities) {
      followers.forEach(block -> expand(some, block));
    }
    activities.clear();
    followers.clear();
  }

  private void expand(FanOut some, long[] recipients) {
    for (int i = 0; i < some.kinds.length; i++) {
      for (long recipient : recipients) {
        output.collect(
            new StreamRecord<>(
                new Entry(recipient, some.times[i], some.kinds[i], some.actor, some.objects[i])));
      }
    }
  }
}
