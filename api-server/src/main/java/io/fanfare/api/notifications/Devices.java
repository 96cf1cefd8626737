package io.fanfare.api.notifications;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Device;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** The devices on which users want web push. No answer has their secrets. */
public final class Devices {

  /** Devices of a user. */
  static final int MOST = 20;

  private final Recipients recipients;
  private final Clock clock;
  private final boolean allowsLoopback;

  /** The schema `Devices`. */
  public record DevicesView(List<DeviceView> collection) {}

  /**
   * The schema `Device`.
   *
   * @param id a hash of its endpoint
   * @param pushService the host of its endpoint
   * @param registeredAt to the µs
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DeviceView(String id, String pushService, String registeredAt) {

    static DeviceView of(Device device) {
      return new DeviceView(
          device.getId(),
          URI.create(device.getEndpoint()).getHost(),
          SeenMarkers.text(device.getRegisteredAt()));
    }
  }

  /**
   * @param allowsLoopback whether a push service may be on this machine, without TLS
   */
  public Devices(Recipients recipients, Clock clock, boolean allowsLoopback) {
    this.recipients = recipients;
    this.clock = clock;
    this.allowsLoopback = allowsLoopback;
  }

  /**
   * A user's devices.
   *
   * @throws UnavailableException if Cassandra does not answer
   */
  public DevicesView list(long userId) {
    return new DevicesView(recipients.devices(userId).stream().map(DeviceView::of).toList());
  }

  /**
   * Registers a device, or registers it again.
   *
   * @param body the schema `PushSubscription`, in UTF-8
   * @throws ApiException (400) if the body is wrong; (409) if the user has too many devices; (429)
   *     if the user writes too often
   * @throws UnavailableException if Cassandra or Kafka does not answer
   */
  public DeviceView register(long userId, byte[] body) {
    Subscription subscription = Subscription.read(body, allowsLoopback);
    List<Device> known = recipients.devices(userId);
    boolean isNew = known.stream().noneMatch(device -> device.getId().equals(subscription.id()));
    if (isNew && known.size() >= MOST) {
      throw new ApiException(
          409, "You have %d devices already: remove one of them first.".formatted(known.size()));
    }
    Device device = subscription.device(userId, Micros.of(clock.instant()));
    // Written even if it is known: the store may not show yet that it was removed.
    recipients.write(device);
    return DeviceView.of(device);
  }

  /**
   * Removes a device; does nothing if there is no such device.
   *
   * @throws ApiException (429) if the user writes too often
   * @throws UnavailableException if Kafka does not answer
   */
  public void remove(long userId, String id) {
    if (Subscription.isId(id)) {
      recipients.removeDevice(userId, id);
    }
  }
}
