package io.fanfare.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.InsertDashboardEntry;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.sql.SQLException;
import java.util.Map;

/** A small network, and what somebody does to its views who should not: past all jobs. */
final class Corruption implements AutoCloseable {

  private final StackAddresses addresses;
  private final Application application;
  private final CqlSession cassandra;
  private final Elasticsearch elasticsearch;
  private final long artist;
  private final long listener;
  private final long track;

  Corruption(StackAddresses addresses) throws SQLException {
    this.addresses = addresses;
    this.application = new Application(addresses);
    this.cassandra = CassandraSession.open(addresses.cassandra());
    this.elasticsearch = new Elasticsearch(addresses.access().requireSearch());
    this.artist = application.user();
    this.listener = application.user();
    application.follow(listener, artist);
    this.track = application.track(artist);
  }

  /** Who follows the artist. */
  long listener() {
    return listener;
  }

  /** The artist's track, as pages name it. */
  String shown() {
    return "soundcloud:tracks:" + track;
  }

  /** The tables of dashboards lose all entries and get a wrong one, and an index likewise. */
  void happen() {
    cassandra.execute("TRUNCATE fanfare.dashboard_entries");
    Activity stray =
        new Activity(ActivityKind.TRACK, artist, Application.newId(), Micros.of(Application.now()));
    long version = LogEnd.version(addresses.kafka());
    cassandra.execute(new InsertDashboardEntry(cassandra).bind(listener, stray, version, 0));
    Indexed indexed = new Indexed(elasticsearch);
    indexed.change("tracks", track, Map.of("title", "wrong"));
    long nobodys = Application.newId();
    indexed.put("tracks", nobodys, Map.of("id", nobodys, "removed", false, "user_id", artist));
  }

  @Override
  public void close() throws SQLException {
    application.close();
    cassandra.close();
    elasticsearch.close();
  }
}
