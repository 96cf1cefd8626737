package io.fanfare.stack;

import java.util.List;

/** Sounds of people all over the world, as they write. */
final class Sample {

  record Sound(
      String artist,
      String city,
      String country,
      String title,
      String genre,
      int seconds,
      long secondsAgo) {}

  static final List<Sound> SOUNDS =
      List.of(
          new Sound("ليلى حداد", "بيروت", "LB", "أغنية للمدينة القديمة", "طرب", 254, 40),
          new Sound("נועה ברק", "תל אביב", "IL", "שיר של ערב (Live)", "Indie", 201, 190),
          new Sound("陈雨桐", "成都", "CN", "夜雨寄北：写给所有失眠的人", "民谣", 312, 900),
          new Sound("さくら電子", "大阪", "JP", "雨上がりのシンセサイザー", "Synthwave", 227, 2_700),
          new Sound("김하늘", "서울", "KR", "새벽 네 시의 한강", "Lo-fi", 178, 7_500),
          new Sound(
              "วงดนตรีริมน้ำ", "เชียงใหม่", "TH", "เพลงของแม่น้ำยามค่ำคืน", "Folk", 243, 20_000),
          new Sound(
              "🎺 Brass Fanfare 🔥",
              "New Orleans",
              "US",
              "Second Line 🎷🥁 👨‍👩‍👧",
              "Brass",
              365,
              90_000),
          new Sound("Ελένη", "Θεσσαλονίκη", "GR", "Θάλασσα", "Λαϊκό", 3_725, 400_000),
          new Sound("अनन्या", "मुंबई", "IN", "बारिश की पहली बूँद", "Indie", 266, 1_500_000),
          new Sound(
              "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
              "Wales",
              "GB",
              "A title that goes on and on, because somebody wanted to tell the whole story of the"
                  + " recording in it, with all who played, and where, and on which day",
              "Field recording",
              59,
              5_000_000));

  private Sample() {}

  static List<String> titles() {
    return SOUNDS.stream().map(Sound::title).toList();
  }
}
