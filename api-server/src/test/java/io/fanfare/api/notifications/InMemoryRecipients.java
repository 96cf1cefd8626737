package io.fanfare.api.notifications;

import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Device;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.SeenUntil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The log of recipients and its store in memory; the store may lag, and both may be absent. */
public final class InMemoryRecipients implements RecipientStore, RecipientLog {

  public final List<Choice> choices = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Long> stored = new TreeMap<>();
  private final Map<String, Device> devices = new TreeMap<>();
  private volatile boolean lags;
  private volatile boolean fails;

  /** From now on, the store does not follow the log. */
  public void lag() {
    lags = true;
  }

  /** From now on, the log rejects all records, or accepts them again. */
  public void fail(boolean now) {
    fails = now;
  }

  @Override
  public synchronized CompletionStage<?> append(Choice choice) {
    if (fails) {
      return CompletableFuture.failedFuture(new IllegalStateException("rejected"));
    }
    choices.add(choice);
    if (!lags) {
      stored.put(ChoiceNames.key(choice), value(choice));
    }
    return CompletableFuture.completedFuture(0L);
  }

  private static long value(Choice choice) {
    if (choice.getChoice() instanceof OptOut optOut) {
      return optOut.getOptedOut() ? 1 : 0;
    }
    return ((SeenUntil) choice.getChoice()).getActivityTime();
  }

  @Override
  public synchronized CompletionStage<?> append(Device device) {
    devices.put(ChoiceNames.deviceKey(device.getUserId(), device.getId()), device);
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public synchronized CompletionStage<?> removeDevice(long userId, String deviceId) {
    devices.remove(ChoiceNames.deviceKey(userId, deviceId));
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public synchronized CompletionStage<Map<String, Long>> choices(long userId) {
    Map<String, Long> chosen = new TreeMap<>();
    String beginning = userId + "/";
    stored.forEach(
        (key, value) -> {
          if (key.startsWith(beginning)) {
            chosen.put(key.substring(beginning.length()), value);
          }
        });
    return CompletableFuture.completedFuture(chosen);
  }

  @Override
  public synchronized CompletionStage<List<Device>> devices(long userId) {
    return CompletableFuture.completedFuture(
        devices.values().stream().filter(device -> device.getUserId() == userId).toList());
  }
}
