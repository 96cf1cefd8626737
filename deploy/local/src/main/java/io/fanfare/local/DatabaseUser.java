package io.fanfare.local;

/** The users of the source database. Each has only the rights that it needs. */
public enum DatabaseUser {
  /** Administers the server. */
  ROOT("root"),
  /** The application that owns the rows. */
  APPLICATION("fanfare_app"),
  /** Debezium: reads the binlog and the captured tables. */
  CAPTURE("fanfare_capture"),
  /** The API server: reads the captured tables. */
  API("fanfare_api");

  /** The database with the source's tables. */
  public static final String DATABASE = "fanfare";

  private final String userName;

  DatabaseUser(String userName) {
    this.userName = userName;
  }

  public String userName() {
    return userName;
  }
}
