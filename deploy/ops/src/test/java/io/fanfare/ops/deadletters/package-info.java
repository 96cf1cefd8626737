@NullMarked
package io.fanfare.ops.deadletters;

import org.jspecify.annotations.NullMarked;
