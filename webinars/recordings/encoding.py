"""What ffmpeg is told at each stage. Only words: nothing runs here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .ffmpeg import untrusted
from .probing import LONGEST, Facts

FASTEST = 30  # frames a second: more tells nothing of a speaker and slides
SLOWEST = 5
SEGMENT = 6  # seconds; a key frame stands at the beginning of each
PEAK = -1.5  # dBTP, half below what EBU R 128 allows, for what AAC adds
SILENCE = -70.0  # LUFS, the absolute gate of ITU-R BS.1770
CLEAN = ["-map_metadata", "-1", "-map_chapters", "-1", "-t", str(LONGEST)]
MP4 = ["-movflags", "+faststart", "-f", "mp4"]


@dataclass(frozen=True)
class Size:
    """Of a video: `line` is its name, 720 or 360."""

    line: int
    width: int
    height: int


def sizes_of(facts: Facts) -> list[Size]:
    """The larger first. The short side is the line's, never more than the original's."""
    short = min(facts.width, facts.height)
    lines = [720, 360] if short > 360 else [360]
    return [Size(line, *_fit(facts, min(line, short))) for line in lines]


def _fit(facts: Facts, short: int) -> tuple[int, int]:
    scale = short / min(facts.width, facts.height)
    return _even(facts.width * scale), _even(facts.height * scale)


def _even(length: float) -> int:
    return max(round(length / 2) * 2, 2)


def rate_of(facts: Facts) -> float:
    return min(max(facts.fps, SLOWEST), FASTEST)


def loudness(original: Path, facts: Facts, target: float) -> list[str]:
    """The first pass of EBU R 128: only listens."""
    chain = f"{_heard(facts)},loudnorm=I={target}:TP={PEAK}:print_format=json"
    return [*untrusted(original), "-map", "0:a:0", "-af", chain, "-t", str(LONGEST), "-f", "null", "-"]


def measured(said: str) -> dict[str, float] | None:
    """The figures of the first pass; None for silence, which nothing can level."""
    found = re.findall(r"\{[^{}]*\"input_i\"[^{}]*\}", said)
    figures: dict[str, Any] = json.loads(found[-1]) if found else {}
    loud = {name: float(figures[name]) for name in ("input_i", "input_tp", "input_lra", "input_thresh")} if figures else {}
    return loud if loud and loud["input_i"] > SILENCE else None


def _heard(facts: Facts) -> str:
    """From the beginning on, gaps filled, two channels at most."""
    return f"aresample=async=1:first_pts=0,aformat=channel_layouts={'mono' if facts.channels == 1 else 'stereo'}"


def sound(original: Path, facts: Facts, figures: dict[str, float] | None, target: float, whole: Path, light: Path) -> list[str]:
    """The second pass: levelled, for the videos and to be listened to alone; the light one is about 15 MB an hour."""
    chain = [_heard(facts)]
    if figures:
        told = f"measured_I={figures['input_i']}:measured_TP={figures['input_tp']}:measured_LRA={figures['input_lra']}"
        span = min(max(figures["input_lra"], 7), 50)  # a wider range than asked for would be squeezed
        chain.append(f"loudnorm=I={target}:TP={PEAK}:LRA={span}:{told}:measured_thresh={figures['input_thresh']}:linear=true")
    chain.append("aresample=48000,asplit=2[whole][light]")
    bits = "64k" if facts.channels == 1 else "96k"
    return [
        *untrusted(original), "-filter_complex", f"[0:a:0]{','.join(chain)}",
        "-map", "[whole]", "-c:a", "aac", "-b:a", bits, *CLEAN, *MP4, str(whole),
        "-map", "[light]", "-ac", "1", "-ar", "24000", "-c:a", "aac", "-b:a", "32k", *CLEAN, *MP4, str(light),
    ]  # fmt: skip


def picture(original: Path, facts: Facts, heard: Path | None, files: dict[int, Path]) -> list[str]:
    """Every size from one decoding; the sound is already made."""
    sizes = sizes_of(facts)
    split = f"fps={rate_of(facts)}:start_time=0,split={len(sizes)}" + "".join(f"[s{size.line}]" for size in sizes)
    scaled = [f"[s{size.line}]scale={size.width}:{size.height},setsar=1,format=yuv420p[v{size.line}]" for size in sizes]
    arguments = [*untrusted(original), *(["-i", f"file:{heard}"] if heard else [])]
    arguments += ["-filter_complex", ";".join([f"[0:V:0]{split}", *scaled])]
    for size in sizes:
        arguments += ["-map", f"[v{size.line}]", *_h264(size.line)]
        arguments += ["-map", "1:a:0", "-c:a", "copy"] if heard else []
        arguments += [*CLEAN, *MP4, str(files[size.line])]
    return arguments


def _h264(line: int) -> list[str]:
    quality, most = ("24", 2500) if line == 720 else ("26", 700)
    keys = ["-force_key_frames", f"expr:gte(t,n_forced*{SEGMENT})", "-sc_threshold", "0", "-g", "600"]
    rate = ["-crf", quality, "-maxrate", f"{most}k", "-bufsize", f"{most * 2}k"]
    return ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main" if line == 360 else "high", *rate, *keys]


def segments(videos: dict[int, Path], sound: bool) -> list[str]:
    """HLS of fragmented MP4, nothing encoded anew; run in the folder it fills."""
    inputs = [word for path in videos.values() for word in ("-i", f"file:{path}")]
    maps = [word for n in range(len(videos)) for word in ("-map", f"{n}:v:0", *(("-map", f"{n}:a:0") if sound else ()))]
    streams = " ".join(f"v:{n},{f'a:{n},' if sound else ''}name:{line}" for n, line in enumerate(videos))
    return [
        *inputs, *maps, "-c", "copy", "-f", "hls", "-hls_time", str(SEGMENT), "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
        "-hls_flags", "independent_segments", "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", "%v/%05d.m4s",
        "-var_stream_map", streams, "-master_pl_name", "main.m3u8", "%v/list.m3u8",
    ]  # fmt: skip


def poster(video: Path, seconds: float, target: Path) -> list[str]:
    """The most telling of the frames from some way in."""
    return [
        "-ss",
        f"{min(seconds / 10, 60):.2f}",
        "-i",
        f"file:{video}",
        "-vf",
        "thumbnail=60",
        "-frames:v",
        "1",
        "-q:v",
        "3",
        "-f",
        "mjpeg",
        str(target),
    ]


COLUMNS = ROWS = 5
MOST_PICTURES = 250


def every(seconds: float) -> int:
    """Seconds between the pictures of the timeline: of a long recording they are taken from key frames alone."""
    return 2 if seconds <= 120 else SEGMENT * max(-(-int(seconds) // (SEGMENT * MOST_PICTURES)), 1)


def picture_size(width: int, height: int) -> tuple[int, int]:
    scale = 160 / max(width, height)
    return _even(width * scale), _even(height * scale)


def storyboard(video: Path, seconds: float, width: int, height: int) -> list[str]:
    """Sheets of small pictures; run in the folder it fills."""
    step = every(seconds)
    keys = [] if step == 2 else ["-skip_frame", "nokey"]
    first = f"isnan(prev_selected_t)+gt(floor((t+0.5)/{step}),floor((prev_selected_t+0.5)/{step}))"
    chain = f"select='{first}',scale={width}:{height}:out_range=full,tile={COLUMNS}x{ROWS}"
    return [*keys, "-i", f"file:{video}", "-an", "-vf", chain, "-fps_mode", "vfr", "-q:v", "5", "%03d.jpg"]


def storyboard_list(seconds: float, width: int, height: int) -> str:
    """WebVTT whose cues name a piece of a sheet (Media Fragments, xywh)."""
    step, cues = every(seconds), ["WEBVTT"]
    for n in range(max(-(-int(seconds) // step), 1)):
        sheet, place = divmod(n, COLUMNS * ROWS)
        row, column = divmod(place, COLUMNS)
        cues.append(
            f"{_moment(n * step)} --> {_moment(min((n + 1) * step, max(seconds, 0.1)))}\n{sheet + 1:03d}.jpg#xywh={column * width},{row * height},{width},{height}"
        )
    return "\n\n".join(cues) + "\n"


def _moment(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
