package io.fanfare.api.availability;

/** A server that the API server needs. */
public interface Dependency {

  String CASSANDRA = "Cassandra";
  String ELASTICSEARCH = "Elasticsearch";
  String KAFKA = "Kafka";
  String MYSQL = "MySQL";

  /** Its name in messages, for example {@link #CASSANDRA}. */
  String name();

  /** Whether it can be used now; answers within about a second and never throws. */
  boolean answers();
}
