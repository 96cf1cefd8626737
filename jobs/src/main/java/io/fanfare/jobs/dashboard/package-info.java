/** Personalization and persistence of dashboard entries, in one deployment for each lane. */
@NullMarked
package io.fanfare.jobs.dashboard;

import org.jspecify.annotations.NullMarked;
