/** Search: documents of tracks, playlists and users, always equal to the source. */
@NullMarked
package io.fanfare.jobs.search;

import org.jspecify.annotations.NullMarked;
