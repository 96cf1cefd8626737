package io.fanfare.ops.headroom;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Lists the files of the binlog. The server reads the size of each: one look a file. */
final class BinlogFiles {

  private BinlogFiles() {}

  /**
   * The files, the oldest first.
   *
   * @param connection of the capture's user, who may ask for positions in the binlog
   */
  static List<BinlogFile> read(Connection connection) throws SQLException {
    List<BinlogFile> files = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
      while (rows.next()) {
        files.add(new BinlogFile(rows.getString(1), rows.getLong(2)));
      }
    }
    return files;
  }
}
