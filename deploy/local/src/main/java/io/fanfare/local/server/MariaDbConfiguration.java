package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import java.io.IOException;
import java.nio.file.Path;

/** MariaDB's my.cnf. */
record MariaDbConfiguration(StackSettings settings, Path base, ServerFiles files, boolean root) {

  static final String REDO_LOG = "48M";

  /** The whole file; `users` is run by the server before it accepts connections. */
  String render(Path users, TlsKeyPair keys) throws IOException {
    return """
        [mariadbd]
        %s
        basedir="%s"
        datadir="%s"
        tmpdir="%s"
        lc-messages-dir="%s"
        character-sets-dir="%s"
        init-file="%s"
        port=%d
        bind-address=%s
        # Relative to the data directory: the path of a socket must not be long.
        socket=mariadb.sock
        pid-file=mariadb.pid
        skip-name-resolve
        # Newer clients require TLS. The server would take ten seconds to make its own keys.
        ssl-cert="%s"
        ssl-key="%s"
        character-set-server=utf8mb4
        default-time-zone=+00:00

        # What Debezium needs: whole rows, with column names and signs.
        server-id=1
        log-bin=binlog
        binlog-format=ROW
        binlog-row-image=FULL
        binlog-row-metadata=FULL
        gtid-strict-mode=ON

        # A crash of the process loses nothing; a crash of the machine can lose the last second.
        innodb-flush-log-at-trx-commit=2
        sync-binlog=0
        innodb-log-file-size=%s
        innodb-buffer-pool-size=64M
        performance-schema=OFF
        """
        .formatted(
            root ? "user=root" : "# Runs as the user that started it.",
            base,
            files.data(),
            files.temporary(),
            base.resolve("share"),
            base.resolve("share/charsets"),
            users,
            settings.ports().mariadb(),
            Ports.HOST,
            keys.certificate(),
            keys.key(),
            REDO_LOG);
  }
}
