package io.fanfare.jobs.notifications.histories;

import io.fanfare.jobs.notifications.domain.RecipientState;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.ChannelLoad;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one recipient, which a checkpoint can copy. */
class RecipientInMemory implements RecipientState {

  private List<Setting> settings = List.of();
  private Choices choices = new Choices(null, List.of());
  private List<RecipientChange> early = List.of();
  private final Map<WaitingKey, Waiting> waiting = new HashMap<>();
  private final Map<Channel, ChannelLoad> loads = new EnumMap<>(Channel.class);

  /** Makes this state the same as another. */
  RecipientInMemory become(RecipientInMemory other) {
    settings = other.settings;
    choices = other.choices;
    early = other.early;
    waiting.clear();
    waiting.putAll(other.waiting);
    loads.clear();
    loads.putAll(other.loads);
    return this;
  }

  void forgetWaiting() {
    waiting.clear();
    loads.clear();
  }

  @Override
  public List<Setting> settings() {
    return settings;
  }

  @Override
  public void setSettings(List<Setting> changed) {
    settings = List.copyOf(changed);
  }

  @Override
  public Choices choices() {
    return choices;
  }

  @Override
  public void setChoices(Choices changed) {
    choices = changed;
  }

  @Override
  public @Nullable Waiting waiting(WaitingKey key) {
    return waiting.get(key);
  }

  @Override
  public Iterable<Map.Entry<WaitingKey, Waiting>> waiting() {
    return new ArrayList<>(waiting.entrySet());
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
    return loads.getOrDefault(channel, new ChannelLoad(0L, 0, 0));
  }

  @Override
  public void setLoad(Channel channel, ChannelLoad changed) {
    loads.put(channel, changed);
  }

  @Override
  public List<RecipientChange> early() {
    return early;
  }

  @Override
  public void addEarly(RecipientChange change) {
    List<RecipientChange> more = new ArrayList<>(early());
    more.add(change);
    setEarly(more);
  }

  @Override
  public void setEarly(List<RecipientChange> changed) {
    early = List.copyOf(changed);
  }
}
