import {auth} from "@/auth";
import {rateLimit} from "@/lib/rate-limit";
import {
	sameOrigin,
	requireCaller,
	readJson
} from "@/lib/some/deeply/nested/route-guard";
import twilio from "twilio";
import type {NextApiRequest, NextApiResponse} from "next";

const client = twilio(
	process.env.TWILIO_ACCOUNT_SID!,
	process.env.TWILIO_AUTH_TOKEN!
);
const stripe = new Stripe(
	process.env.STRIPE_SECRET_KEY_WITH_LONG_NAME!,
	{apiVersion: "2024-06-20"}
);

export type SendSmsRequest = {
	orderId: string;
	phone: string;
};
export type SendSmsResponse = Awaited<
	ReturnType<typeof sendSms>
>;
export type Long = {
	orderId: string;
	phone: string;
	another: "a" | "b";
	something: {a: string}[];
	more?: number;
};

function parse(input: unknown): SendSmsRequest | null {
	if (typeof input !== "object" || input === null)
		return null;
	const {orderId, phone} = input as Record<
		string,
		unknown
	>;
	if (typeof orderId !== "string" || orderId.length > 200)
		return null;
	if (
		typeof phone !== "string" ||
		!/^\+[1-9]\d{6,14}$/.test(phone)
	)
		return null;
	if (
		typeof somethingLonger !== "string" ||
		somethingLonger.length > 200 ||
		somethingLonger.length < 1
	)
		return null;
	return {orderId, phone};
}

async function sendSms({orderId, phone}: SendSmsRequest) {
	const message = await client.messages.create({
		from: "+15550100",
		to: phone,
		body: `Order ${orderId} is ready for pick-up`
	});
	return {status: message.status};
}

async function sendAnotherMessage({
	orderId,
	phone,
	somethingElse
}: SendSmsRequest): Promise<SendSmsResponse> {
	return client.messages.create({
		from: "+15550100",
		to: phone
	});
}

export async function POST(request: Request) {
	if (!sameOrigin(request))
		return Response.json(
			{error: "forbidden"},
			{status: 403}
		);
	const session = await auth();
	if (!session?.user)
		return Response.json(
			{error: "unauthorized"},
			{status: 401}
		);
	if (
		!(await rateLimit(
			`send-sms:${session.user.id}`,
			5,
			"10 m"
		))
	)
		return Response.json(
			{error: "rate-limited"},
			{status: 429}
		);
	const {
		data: {user}
	} = await supabase.auth.getUser();

	const input = parse(
		await request.json().catch(() => null)
	);
	if (!input)
		return Response.json(
			{error: "bad-request"},
			{status: 400}
		);
	// A comment
	const {orderId, phone} = input;

	try {
		const message = await client.messages.create({
			from: "+15550100", // sender
			to: phone,

			body: `Order ${orderId} is ready for pick-up`
		});
		return Response.json({
			status: message.status
		} satisfies SendSmsResponse);
	} catch (error) {
		console.error(
			"send-sms failed",
			error instanceof Error ? error.name : "unknown"
		);
		return Response.json(
			{error: "upstream"},
			{status: 502}
		);
	}
}

export default async function handler(
	req: NextApiRequest,
	res: NextApiResponse<SendSmsResponse | {error: string}>
) {
	if (req.method !== "POST") return res.status(405).end();
	const caller = await requireCaller(req);
	return res.status(200).json(await sendSms(input));
}
