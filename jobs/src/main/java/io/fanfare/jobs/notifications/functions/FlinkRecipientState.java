package io.fanfare.jobs.notifications.functions;

import io.fanfare.jobs.notifications.domain.RecipientState;
import io.fanfare.jobs.runtime.KeyedList;
import io.fanfare.jobs.runtime.KeyedMap;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.ChannelLoad;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.ChoicesRule;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.RecipientSettings;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/** The state of the current recipient. */
final class FlinkRecipientState implements RecipientState {

  private static final ChannelLoad NO_LOAD = new ChannelLoad(0L, 0, 0);

  private final KeyedValue<RecipientSettings> settings;
  private final KeyedValue<Choices> choices;
  private final KeyedMap<WaitingKey, Waiting> waiting;
  private final KeyedMap<String, ChannelLoad> loads;
  private final KeyedList<RecipientChange> early;

  FlinkRecipientState(RuntimeContext context) {
    settings = new KeyedValue<>(context, "settings", new AvroTypeInfo<>(RecipientSettings.class));
    choices = new KeyedValue<>(context, "choices", new AvroTypeInfo<>(Choices.class));
    waiting =
        new KeyedMap<>(
            context,
            "waiting",
            new AvroTypeInfo<>(WaitingKey.class),
            new AvroTypeInfo<>(Waiting.class));
    loads = new KeyedMap<>(context, "loads", Types.STRING, new AvroTypeInfo<>(ChannelLoad.class));
    early = new KeyedList<>(context, "early", new AvroTypeInfo<>(RecipientChange.class));
  }

  @Override
  public List<Setting> settings() {
    RecipientSettings known = settings.get();
    return known == null ? List.of() : known.getSettings();
  }

  @Override
  public void setSettings(List<Setting> changed) {
    settings.set(changed.isEmpty() ? null : new RecipientSettings(changed));
  }

  @Override
  public Choices choices() {
    Choices known = choices.get();
    return known == null ? ChoicesRule.NONE : known;
  }

  @Override
  public void setChoices(Choices changed) {
    choices.set(changed.equals(ChoicesRule.NONE) ? null : changed);
  }

  @Override
  public @Nullable Waiting waiting(WaitingKey key) {
    return waiting.get(key);
  }

  @Override
  public Iterable<Map.Entry<WaitingKey, Waiting>> waiting() {
    return waiting.entries();
  }

  @Override
  public void setWaiting(WaitingKey key, @Nullable Waiting changed) {
    if (changed == null) {
      waiting.remove(key);
    } else {
      waiting.put(key, changed);
    }
  }

  @Override
  public ChannelLoad load(Channel channel) {
    ChannelLoad known = loads.get(channel.name());
    return known == null ? NO_LOAD : known;
  }

  @Override
  public void setLoad(Channel channel, ChannelLoad changed) {
    loads.put(channel.name(), changed);
  }

  @Override
  public List<RecipientChange> early() {
    List<RecipientChange> changes = new ArrayList<>();
    early.get().forEach(changes::add);
    return changes;
  }

  @Override
  public void setEarly(List<RecipientChange> changed) {
    early.set(changed);
  }

  @Override
  public void addEarly(RecipientChange change) {
    early.add(change);
  }
}
