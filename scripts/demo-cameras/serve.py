"""An RTSP server with two cameras, each with a main and a sub-stream: /cam1, /cam1-sub, /cam2, /cam2-sub.

Prints one JSON line {"port": N} when it listens, and ends when its standard input does: whoever started it
may die in any way, it does not outlive them. A picture is encoded only while somebody watches it, once for all.
"""

import argparse
import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
gi.require_foreign("cairo")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402  the versions come first

from scenes import Camera, Crossroads, Embankment  # noqa: E402

CAMERAS = (("cam1", Embankment(), "演示摄像机 1"), ("cam2", Crossroads(), "演示摄像机 2"))
# Suffix of the mount, width, height, kbit/s.
STREAMS = (("", 1280, 720, 1800), ("-sub", 640, 360, 500))
ROLE = "viewer"


def launch_line(width, height, fps, kilobits, config_interval):
    """H.264 constrained baseline: Chromium without a GPU has no High profile, and B-frames break WebRTC. GOP 1 s."""
    return (
        f"( videotestsrc is-live=true pattern=black ! video/x-raw,format=BGRx,width={width},height={height},framerate={fps}/1"
        " ! cairooverlay name=scene ! videoconvert ! video/x-raw,format=I420"
        f" ! x264enc tune=zerolatency speed-preset=ultrafast bitrate={kilobits} key-int-max={fps} bframes=0 threads=1"
        f" ! video/x-h264,profile=constrained-baseline ! rtph264pay name=pay0 pt=96 mtu=1200 config-interval={config_interval} )"
    )


def factory_of(camera, options, kilobits):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(launch_line(camera.width, camera.height, options.fps, kilobits, options.config_interval))
    factory.set_shared(True)
    factory.set_latency(0)

    def configure(_factory, media):
        scene = media.get_element().get_by_name("scene")
        scene.connect("draw", lambda _overlay, context, _timestamp, _duration: camera.draw(context))

    factory.connect("media-configure", configure)
    if options.user:
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role(ROLE, GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
        permissions.add_permission_for_role(ROLE, GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
        factory.set_permissions(permissions)
    return factory


def digest_auth(user, password):
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, ROLE)
    auth.add_digest(user, password, token)
    return auth


def viewer_of(port, mount, options):
    """Somebody who always watches: as in a real camera, the encoder runs on and a new viewer comes in anywhere in its GOP."""
    login = f" user-id={options.user} user-pw={options.password}" if options.user else ""
    return Gst.parse_launch(f"rtspsrc location=rtsp://127.0.0.1:{port}/{mount} protocols=tcp{login} ! fakesink sync=false")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="0", help="0 picks a free one")
    parser.add_argument("--fps", type=int, default=15)
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--config-interval", type=int, default=-1, help="as rtph264pay's: 0 leaves SPS and PPS to the SDP, -1 sends them with each IDR")
    parser.add_argument("--always-on", action="store_true", help="encode the main streams whether or not somebody watches")
    options = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(options.port)
    if options.user:
        server.set_auth(digest_auth(options.user, options.password))
    for mount, scene, name in CAMERAS:
        for suffix, width, height, kilobits in STREAMS:
            factory = factory_of(Camera(scene, name, width, height), options, kilobits)
            server.get_mount_points().add_factory(f"/{mount}{suffix}", factory)
    loop = GLib.MainLoop()
    if server.attach(None) == 0:
        sys.exit(f"port {options.port} is taken")
    # Sessions of viewers that vanished without a TEARDOWN keep their picture encoded until they are swept out.
    GLib.timeout_add_seconds(5, lambda: server.get_session_pool().cleanup() >= 0)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, lambda *_: bool(sys.stdin.buffer.read1(4096)) or loop.quit())
    pipelines = [viewer_of(server.get_bound_port(), mount, options) for mount, _, _ in CAMERAS] if options.always_on else []
    for pipeline in pipelines:
        pipeline.set_state(Gst.State.PLAYING)
    print(json.dumps({"port": server.get_bound_port()}), flush=True)
    loop.run()
    for pipeline in pipelines:
        pipeline.set_state(Gst.State.NULL)


main()
