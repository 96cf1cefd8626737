package io.fanfare.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.closeness.Sweep;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.CommandQueue;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.Followers;
import io.fanfare.schemas.fanout.OutboxEntry;
import io.fanfare.schemas.fanout.OutboxKey;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Unreadable;
import io.fanfare.schemas.notifications.ChannelLoad;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.Device;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.RecipientSettings;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentRow;
import io.fanfare.schemas.search.OwnerChange;
import io.fanfare.schemas.search.OwnerNames;
import io.fanfare.schemas.search.OwnerSweep;
import io.fanfare.schemas.search.Tally;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.RowKey;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.TrackPlays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Written records must stay readable: a job reads a topic from its beginning, or restores a
 * savepoint. Readers are upgraded before writers, so old readers need not read new records.
 */
class ReleasedSchemasTest {

  private static final Path RESOURCES = Path.of("src/main/resources/released");

  static List<Schema> contracts() {
    return List.of(
        ModelBroadcast.getClassSchema(),
        Unreadable.getClassSchema(),
        StrayEntry.getClassSchema(),
        Marker.getClassSchema(),
        MarkerCopy.getClassSchema(),
        HeldMarker.getClassSchema(),
        Passed.getClassSchema(),
        FanOutChunk.getClassSchema(),
        DashboardUpdate.getClassSchema(),
        Notification.getClassSchema(),
        Outcome.getClassSchema(),
        Choice.getClassSchema(),
        Device.getClassSchema(),
        RecipientChange.getClassSchema(),
        RecipientSettings.getClassSchema(),
        Choices.getClassSchema(),
        WaitingKey.getClassSchema(),
        Waiting.getClassSchema(),
        ChannelLoad.getClassSchema(),
        DeadLetter.getClassSchema(),
        DomainEvent.getClassSchema(),
        ActorChange.getClassSchema(),
        OutboxKey.getClassSchema(),
        OutboxEntry.getClassSchema(),
        Followers.getClassSchema(),
        FollowerCommand.getClassSchema(),
        CommandQueue.getClassSchema(),
        ObjectChange.getClassSchema(),
        StrayInteraction.getClassSchema(),
        Sweep.getClassSchema(),
        ClosenessChunk.getClassSchema(),
        OwnerChange.getClassSchema(),
        OwnerNames.getClassSchema(),
        OwnerSweep.getClassSchema(),
        DocumentChange.getClassSchema(),
        DocumentRow.getClassSchema(),
        Tally.getClassSchema(),
        Document.getClassSchema(),
        LoggedEvent.getClassSchema(),
        SubjectChange.getClassSchema(),
        RowKey.getClassSchema(),
        CellKey.getClassSchema(),
        Counts.getClassSchema(),
        KnownCell.getClassSchema(),
        Days.getClassSchema(),
        Cells.getClassSchema(),
        TrackPlays.getClassSchema());
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theContractReadsEveryReleasedVersion(Schema contract) {
    List<Schema> released = released(contract);
    assertThatCode(
            () ->
                new SchemaValidatorBuilder()
                    .canReadStrategy()
                    .validateAll()
                    .validate(contract, released))
        .as(
            "%s no longer reads what a released version wrote: give new fields a default, and"
                + " neither rename nor remove what has none",
            contract.getFullName())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theContractIsTheNewestReleasedVersion(Schema contract) throws IOException {
    List<Schema> released = released(contract);
    Path folder = RESOURCES.resolve(contract.getFullName());
    if (released.isEmpty() || !released.get(released.size() - 1).equals(contract)) {
      Path candidate =
          Path.of("target/unreleased", contract.getFullName(), (released.size() + 1) + ".avsc");
      Files.createDirectories(candidate.getParent());
      Files.writeString(candidate, contract.toString(true) + "\n");
      assertThat(released)
          .as(
              "%s has changed: if this is intended, copy schemas/%s to schemas/%s, so that readers"
                  + " know the new version",
              contract.getFullName(), candidate, folder)
          .endsWith(contract);
    }
  }

  private static List<Schema> released(Schema contract) {
    return ReleasedSchemas.of(contract, ReleasedSchemasTest.class.getClassLoader());
  }
}
