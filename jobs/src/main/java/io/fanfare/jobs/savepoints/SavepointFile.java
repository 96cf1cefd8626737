package io.fanfare.jobs.savepoints;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * A complete savepoint or checkpoint: a directory with the file that is written last.
 *
 * @param location its directory, a URI
 * @param writtenAt when that file was written
 */
record SavepointFile(String location, StreamStateHandle metadata, Instant writtenAt) {

  /** In the folder itself, or in one for each job. */
  private static final int DEPTH = 2;

  /**
   * A savepoint, or those in a folder, the newest first.
   *
   * @throws IOException if there is nothing at the location, or it cannot be read
   */
  static List<SavepointFile> at(String location) throws IOException {
    List<SavepointFile> found = new ArrayList<>();
    Path path = new Path(location);
    FileSystem files = path.getFileSystem();
    if (!files.exists(path)) {
      throw new FileNotFoundException("there is nothing at " + location);
    }
    collect(files, path, DEPTH, found);
    found.sort(Comparator.comparing(SavepointFile::writtenAt).reversed());
    return found;
  }

  private static void collect(FileSystem files, Path path, int depth, List<SavepointFile> found)
      throws IOException {
    Path metadata = new Path(path, AbstractFsCheckpointStorageAccess.METADATA_FILE_NAME);
    if (files.exists(metadata)) {
      FileStatus status = files.getFileStatus(metadata);
      found.add(
          new SavepointFile(
              path.makeQualified(files).toString(),
              new FileStateHandle(metadata, status.getLen()),
              Instant.ofEpochMilli(status.getModificationTime())));
    } else if (depth > 0) {
      FileStatus[] children = files.listStatus(path);
      for (FileStatus child : children == null ? new FileStatus[0] : children) {
        if (child.isDir()) {
          collect(files, child.getPath(), depth - 1, found);
        }
      }
    }
  }
}
