/** What is in a savepoint, and whether the jobs of this jar can be restored from it. */
@NullMarked
package io.fanfare.jobs.savepoints;

import org.jspecify.annotations.NullMarked;
