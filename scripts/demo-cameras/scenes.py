"""What the demo's cameras see: two drawn places with something moving in each, and a clock.

A scene is drawn in a space of 1280 x 720 whatever the stream's size. What stands still is drawn once a
size; what moves depends on the wall clock only, so that main and sub-stream show the same moment.
"""

import datetime
import math

import cairo

WIDTH, HEIGHT = 1280, 720
FONT = "Noto Sans CJK SC"
# The county's zone (Asia/Shanghai has had no daylight saving since 1991), without needing the tz database.
ZONE = datetime.timezone(datetime.timedelta(hours=8))


def rgb(context, value):
    context.set_source_rgb((value >> 16 & 255) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


def box(context, color, x, y, width, height):
    rgb(context, color)
    context.rectangle(x, y, width, height)
    context.fill()


def polygon(context, color, points):
    rgb(context, color)
    context.move_to(*points[0])
    for point in points[1:]:
        context.line_to(*point)
    context.close_path()
    context.fill()


def disc(context, color, x, y, radius):
    rgb(context, color)
    context.arc(x, y, radius, 0, 2 * math.pi)
    context.fill()


def text(context, value, x, y, size):
    """White with a dark rim, readable on anything, as cameras burn it in."""
    context.select_font_face(FONT, cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
    context.set_font_size(size)
    context.move_to(x, y)
    context.text_path(value)
    context.set_source_rgba(0, 0, 0, 0.85)
    context.set_line_width(size / 7)
    context.set_line_join(cairo.LINE_JOIN_ROUND)
    context.stroke_preserve()
    context.set_source_rgb(1, 1, 1)
    context.fill()


def person(context, coat, x, y, size, step):
    stride = math.sin(step) * size * 0.16
    rgb(context, 0x2B2F36)
    context.set_line_width(size * 0.12)
    for side in (stride, -stride):
        context.move_to(x, y - size * 0.45)
        context.line_to(x + side, y)
    context.stroke()
    box(context, coat, x - size * 0.14, y - size * 0.85, size * 0.28, size * 0.45)
    disc(context, 0xD9A77F, x, y - size * 0.93, size * 0.11)


def car(context, color, x, y, size, direction):
    context.save()
    context.translate(x, y)
    context.scale(size * direction, size)
    polygon(context, color, [(-1, 0), (-1, -0.32), (-0.62, -0.38), (-0.36, -0.7), (0.36, -0.7), (0.62, -0.38), (1, -0.28), (1, 0)])
    polygon(context, 0x9FB7C4, [(-0.52, -0.38), (-0.32, -0.63), (-0.03, -0.63), (-0.03, -0.38)])
    polygon(context, 0x9FB7C4, [(0.03, -0.38), (0.03, -0.63), (0.31, -0.63), (0.5, -0.38)])
    for wheel in (-0.58, 0.58):
        disc(context, 0x15171A, wheel, 0, 0.17)
        disc(context, 0x8B9096, wheel, 0, 0.08)
    box(context, 0xFFF1B8, 0.93, -0.24, 0.07, 0.09)
    context.restore()


class Crossroads:
    """A street in front of the township's office: cars both ways, people on the pavement, a traffic light."""

    CARS = ((0xB8433A, 0.0, 1), (0xE3E5E7, 0.31, 1), (0x2F5D8C, 0.62, 1), (0xC9A227, 0.12, -1), (0x4C5A4F, 0.55, -1))
    PEOPLE = ((0x7C3F58, 0.05, 1), (0x3F6B7C, 0.4, -1), (0x5F7C3F, 0.75, 1))

    def still(self, context):
        box(context, 0xA9C4D6, 0, 0, WIDTH, 320)
        for index, (color, width, top) in enumerate(((0xC8B8A2, 250, 120), (0xB3A08C, 210, 170), (0xD2C7B8, 330, 90), (0xA8A79E, 240, 150), (0xC4B49B, 260, 110))):
            x = (0, 255, 470, 805, 1050)[index]
            box(context, color, x, top, width, 310 - top)
            for row in range(top + 22, 270, 42):
                for column in range(x + 18, x + width - 30, 46):
                    box(context, 0x5F7684, column, row, 26, 24)
        box(context, 0x8E2A22, 560, 236, 150, 26)
        box(context, 0x7E8A6B, 0, 306, WIDTH, 14)
        box(context, 0xB9B6AF, 0, 320, WIDTH, 80)
        box(context, 0x55585C, 0, 400, WIDTH, 250)
        box(context, 0xB9B6AF, 0, 650, WIDTH, 70)
        for x in range(-20, WIDTH, 150):
            box(context, 0xE8E4D4, x, 520, 84, 8)
        for y in range(410, 645, 34):
            box(context, 0xE8E4D4, 960, y, 110, 17)
        for x in (120, 420, 760, 1180):
            box(context, 0x5B4632, x - 6, 250, 12, 100)
            disc(context, 0x4D6B3C, x, 232, 46)

    def moving(self, context, seconds):
        for coat, offset, direction in self.PEOPLE:
            x = ((seconds * 0.022 * direction + offset) % 1.1 - 0.05) * WIDTH
            person(context, coat, x, 388, 74, seconds * 6 + offset * 9)
        for color, offset, direction in self.CARS:
            x = ((seconds * 0.075 * direction + offset) % 1.3 - 0.15) * WIDTH
            car(context, color, x, 500 if direction < 0 else 628, 74 if direction < 0 else 92, direction)
        box(context, 0x2B2F36, 1098, 250, 10, 160)
        box(context, 0x1B1D20, 1088, 196, 30, 66)
        green = seconds % 24 < 12
        disc(context, 0x4A1512 if green else 0xE5392E, 1103, 213, 11)
        disc(context, 0x2FBF5B if green else 0x10361D, 1103, 244, 11)


class Embankment:
    """A river beside its dike: water that flows, a boat, a rowing of reeds, a gauge that is read."""

    def still(self, context):
        box(context, 0xC6D3D8, 0, 0, WIDTH, 250)
        polygon(context, 0x8FA39B, [(0, 250), (0, 190), (180, 120), (380, 200), (560, 150), (800, 215), (1010, 140), (1280, 205), (1280, 250)])
        polygon(context, 0x71897C, [(0, 260), (0, 225), (300, 190), (640, 232), (930, 196), (1280, 238), (1280, 260)])
        box(context, 0x5E8289, 0, 255, WIDTH, 380)
        polygon(context, 0x8C8672, [(0, 720), (0, 560), (420, 600), (900, 560), (1280, 600), (1280, 720)])
        polygon(context, 0x6F8A4F, [(0, 720), (0, 640), (600, 668), (1280, 640), (1280, 720)])

    def moving(self, context, seconds):
        context.set_line_width(3)
        for row in range(11):
            y = 282 + row * 27
            rgb(context, 0x7FA0A5 if row % 2 else 0x4C6E76)
            shift = (seconds * (18 + row * 5) + row * 97) % 220
            for x in range(-220, WIDTH, 220):
                context.move_to(x + shift, y)
                context.curve_to(x + shift + 30, y - 7, x + shift + 70, y + 7, x + shift + 110, y)
            context.stroke()
        box(context, 0xE6E8EA, 1010, 300, 34, 300)
        for index in range(15):
            box(context, 0xC23B30 if index % 2 else 0x2E6DB4, 1010, 300 + index * 20, 17, 10)
            if index % 5 == 0:
                text(context, f"{45 - index}", 1052, 312 + index * 20, 20)
        x = (seconds * 0.03 % 1.3 - 0.15) * WIDTH
        y = 392 + math.sin(seconds * 1.7) * 4
        polygon(context, 0x5A3A28, [(x - 90, y - 22), (x + 96, y - 22), (x + 66, y + 12), (x - 70, y + 12)])
        box(context, 0xD7C08A, x - 40, y - 60, 70, 38)
        person(context, 0xB5532E, x + 58, y - 18, 60, 0)
        for index in range(26):
            root = 20 + index * 50
            lean = math.sin(seconds * 1.3 + index * 0.7) * 12
            rgb(context, 0x556B35)
            context.set_line_width(5)
            context.move_to(root, 700)
            context.curve_to(root, 660, root + lean * 0.4, 640, root + lean, 604 + index % 4 * 9)
            context.stroke()
        person(context, 0x2F6F9F, ((seconds * 0.018) % 1.2 - 0.1) * WIDTH, 700, 96, seconds * 5)


class Camera:
    """One scene with its name and clock burned in, for one size of picture."""

    def __init__(self, scene, name, width, height):
        self.scene, self.name, self.width, self.height = scene, name, width, height
        self.background = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
        context = cairo.Context(self.background)
        context.scale(width / WIDTH, height / HEIGHT)
        scene.still(context)

    def draw(self, context):
        context.set_source_surface(self.background)
        context.paint()
        now = datetime.datetime.now(ZONE)
        context.scale(self.width / WIDTH, self.height / HEIGHT)
        # A day's seconds are exact enough to move by, where seconds since 1970 would lose the fraction in cairo's fixed point.
        self.scene.moving(context, now.hour * 3600 + now.minute * 60 + now.second + now.microsecond / 1e6)
        text(context, now.strftime("%Y-%m-%d %H:%M:%S.") + str(now.microsecond // 100_000), 32, 62, 38)
        text(context, self.name, 32, 690, 38)
