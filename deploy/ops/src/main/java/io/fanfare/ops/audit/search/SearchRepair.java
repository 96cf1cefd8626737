package io.fanfare.ops.audit.search;

import io.fanfare.ops.audit.Counted;
import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.DocumentKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;

/** A document comes from its own row, and from its owner's. */
final class SearchRepair implements Repair<IndexedDocument> {

  @Override
  public Map<RowKey, SpecificRecordBase> sourceOf(IndexedDocument document) {
    long user = document.recipientId();
    Map<RowKey, SpecificRecordBase> rows = new LinkedHashMap<>();
    SpecificRecordBase owner = User.newBuilder().setId(user).build();
    rows.put(RowKey.of(Model.USER, owner), owner);
    if (document.kind() == DocumentKind.TRACK) {
      SpecificRecordBase track = FormerRows.track(document.id(), user);
      rows.put(RowKey.of(Model.TRACK, track), track);
    } else if (document.kind() == DocumentKind.PLAYLIST) {
      SpecificRecordBase playlist = FormerRows.playlist(document.id(), user);
      rows.put(RowKey.of(Model.PLAYLIST, playlist), playlist);
    }
    return rows;
  }

  @Override
  public Set<Counted> counted(IndexedDocument document) {
    return Set.of(
        switch (document.kind()) {
          case TRACK -> Counted.ofTrack(document.id());
          case PLAYLIST -> Counted.ofPlaylist(document.id());
          case USER -> Counted.ofFollowee(document.id());
        });
  }
}
